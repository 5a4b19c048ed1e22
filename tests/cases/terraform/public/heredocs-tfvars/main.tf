# Templates in heredocs, values in terraform.tfvars.

resource "aws_api_gateway_rest_api" "weather" {
  name        = var.name
  description = <<-EOT
    Forecasts for ${var.stage_name}.
    Ask the weather team before changing it.
  EOT
  tags        = var.tags
}

resource "aws_api_gateway_rest_api_policy" "weather" {
  rest_api_id = aws_api_gateway_rest_api.weather.id

  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "execute-api:Invoke",
      "Resource": "${aws_api_gateway_rest_api.weather.execution_arn}/*",
      "Condition": {
        "IpAddress": { "aws:SourceIp": ["192.0.2.0/24"] }
      }
    }
  ]
}
EOF
}

resource "aws_api_gateway_resource" "city" {
  rest_api_id = aws_api_gateway_rest_api.weather.id
  parent_id   = aws_api_gateway_rest_api.weather.root_resource_id
  path_part   = "{city}"
}

resource "aws_api_gateway_method" "forecast" {
  rest_api_id   = aws_api_gateway_rest_api.weather.id
  resource_id   = aws_api_gateway_resource.city.id
  http_method   = "POST"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.city" = true
  }
}

resource "aws_api_gateway_integration" "forecast" {
  rest_api_id             = aws_api_gateway_rest_api.weather.id
  resource_id             = aws_api_gateway_resource.city.id
  http_method             = aws_api_gateway_method.forecast.http_method
  type                    = "HTTP"
  integration_http_method = "POST"
  uri                     = "${var.backend_url}/v3/forecast"
  passthrough_behavior    = "WHEN_NO_TEMPLATES"

  request_templates = {
    "application/json" = <<-VTL
      #set($body = $input.path('$'))
      {
        "city": "$util.escapeJavaScript($input.params('city'))",
        "days": #if($body.days) $body.days #else 3 #end,
        "version": "$${stageVariables.version}"
      }
    VTL
  }
}

resource "aws_api_gateway_method_response" "ok" {
  rest_api_id = aws_api_gateway_rest_api.weather.id
  resource_id = aws_api_gateway_resource.city.id
  http_method = aws_api_gateway_method.forecast.http_method
  status_code = "200"

  response_parameters = {
    "method.response.header.Cache-Control" = false
  }
}

resource "aws_api_gateway_integration_response" "ok" {
  rest_api_id = aws_api_gateway_rest_api.weather.id
  resource_id = aws_api_gateway_resource.city.id
  http_method = aws_api_gateway_integration.forecast.http_method
  status_code = aws_api_gateway_method_response.ok.status_code

  response_parameters = {
    "method.response.header.Cache-Control" = "'max-age=300'"
  }

  response_templates = {
    "application/json" = <<-VTL
      #set($days = $input.path('$.days'))
      [
      #foreach($day in $days)
        { "date": "$day.date", "high": $day.high }#if($foreach.hasNext),#end
      #end
      ]
    VTL
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.weather.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_rest_api_policy.weather.policy,
      aws_api_gateway_integration.forecast.request_templates,
      aws_api_gateway_integration_response.ok.response_templates,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/apigateway/${var.name}/${var.stage_name}"
  retention_in_days = var.log_retention_days
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id   = aws_api_gateway_rest_api.weather.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = var.stage_name

  variables = {
    version = "3"
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = "$context.requestId $context.identity.sourceIp \"$context.httpMethod $context.path\" $context.status"
  }
}

output "example" {
  value = "curl -d '{\"days\": 5}' ${aws_api_gateway_stage.this.invoke_url}/berlin"
}
