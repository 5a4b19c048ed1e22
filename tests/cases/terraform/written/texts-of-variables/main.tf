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
