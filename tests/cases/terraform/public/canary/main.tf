# A stage that shows a new deployment to some of the callers.

variable "canary_percent" {
  type    = number
  default = 12.5

  validation {
    condition     = var.canary_percent >= 0 && var.canary_percent <= 100
    error_message = "A part of the traffic is 0 to 100 percent."
  }
}

variable "stable_deployment_id" {
  description = "Deployment that the other callers see; null for the newest"
  type        = string
  default     = null
}

resource "aws_api_gateway_rest_api" "checkout" {
  name                     = "checkout"
  minimum_compression_size = "1024"
}

resource "aws_api_gateway_resource" "pay" {
  rest_api_id = aws_api_gateway_rest_api.checkout.id
  parent_id   = aws_api_gateway_rest_api.checkout.root_resource_id
  path_part   = "pay"
}

resource "aws_api_gateway_method" "pay" {
  rest_api_id   = aws_api_gateway_rest_api.checkout.id
  resource_id   = aws_api_gateway_resource.pay.id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "pay" {
  rest_api_id             = aws_api_gateway_rest_api.checkout.id
  resource_id             = aws_api_gateway_resource.pay.id
  http_method             = aws_api_gateway_method.pay.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pay:$${stageVariables.alias}/invocations"
}

resource "aws_lambda_permission" "pay" {
  for_each = toset(["stable", "next"])

  action        = "lambda:InvokeFunction"
  function_name = "pay"
  qualifier     = each.key
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.checkout.execution_arn}/*/POST/pay"
}

resource "aws_api_gateway_deployment" "next" {
  rest_api_id = aws_api_gateway_rest_api.checkout.id
  description = "What the canary shows"

  triggers = {
    redeployment = sha1(aws_api_gateway_integration.pay.uri)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_client_certificate" "backend" {
  description = "Shown to the payment provider"
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id           = aws_api_gateway_rest_api.checkout.id
  deployment_id         = coalesce(var.stable_deployment_id, aws_api_gateway_deployment.next.id)
  stage_name            = "prod"
  client_certificate_id = aws_api_gateway_client_certificate.backend.id

  variables = {
    alias = "stable"
  }

  canary_settings {
    deployment_id   = aws_api_gateway_deployment.next.id
    percent_traffic = var.canary_percent
    use_stage_cache = false

    stage_variable_overrides = {
      alias = "next"
    }
  }
}
