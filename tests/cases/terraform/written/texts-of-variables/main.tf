# Texts with quotes, heredocs in maps and documents of data sources read variables again.
variable "n" {
  type    = string
  default = "same"
}
variable "cidrs" {
  type    = list(string)
  default = ["10.0.0.0/8"]
}
resource "aws_api_gateway_rest_api" "api" {
  name        = "q1"
  description = "say \"${var.n}\" loud"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*", Condition = { IpAddress = { "aws:SourceIp" = var.cidrs } } }]
  })
}
resource "aws_api_gateway_gateway_response" "a" {
  rest_api_id        = aws_api_gateway_rest_api.api.id
  response_type      = "THROTTLED"
  response_templates = { "application/json" = "{\"m\":\"${var.n}\"}" }
}
resource "aws_api_gateway_gateway_response" "b" {
  rest_api_id        = aws_api_gateway_rest_api.api.id
  response_type      = "DEFAULT_4XX"
  response_templates = { "application/json" = "plain ${var.n}" }
}
resource "aws_api_gateway_gateway_response" "c" {
  rest_api_id        = aws_api_gateway_rest_api.api.id
  response_type      = "DEFAULT_5XX"
  response_templates = { "application/json" = jsonencode({ m = var.n }) }
}
resource "aws_api_gateway_method" "root" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "root" {
  rest_api_id       = aws_api_gateway_rest_api.api.id
  resource_id       = aws_api_gateway_rest_api.api.root_resource_id
  http_method       = aws_api_gateway_method.root.http_method
  type              = "MOCK"
  request_templates = { "application/json" = "{\"statusCode\": 200, \"x\": \"${var.n}\"}" }
}
data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["execute-api:Invoke"]
    resources = ["execute-api:/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "IpAddress"
      variable = "aws:SourceIp"
      values   = var.cidrs
    }
  }
}
resource "aws_api_gateway_rest_api" "two" {
  name   = "two"
  policy = data.aws_iam_policy_document.p.json
}
resource "aws_api_gateway_gateway_response" "two" {
  rest_api_id   = aws_api_gateway_rest_api.two.id
  response_type = "THROTTLED"
  response_templates = {
    "application/json" = <<EOF
{"m": "${var.n}"}
EOF
  }
}
resource "aws_api_gateway_rest_api" "lines" {
  name        = "lines"
  description = "a\n${var.n}"
}
variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
}
resource "aws_api_gateway_domain_name" "d" {
  domain_name              = "x.example.com"
  regional_certificate_arn = var.certificate_arn
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
variable "stages" {
  default = {
    blue  = 14
    green = 30
  }
}
resource "aws_cloudwatch_log_group" "access" {
  for_each          = var.stages
  name              = "/apigw/${var.n}/${each.key}"
  retention_in_days = each.value
}
resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.api.id
}
resource "aws_api_gateway_stage" "s" {
  for_each      = var.stages
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.d.id
  stage_name    = "${var.n}-${each.key}"
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access[each.key].arn
    format          = "$context.requestId"
  }
}
