# A whole small service in one state: the API is one part of it.

provider "aws" {
  region = "eu-north-1"

  default_tags {
    tags = {
      Service = "newsletter"
    }
  }
}

data "aws_iam_policy_document" "assume_lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "subscribe" {
  name               = "newsletter-subscribe"
  assume_role_policy = data.aws_iam_policy_document.assume_lambda.json
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.subscribe.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "subscribe" {
  function_name = "newsletter-subscribe"
  role          = aws_iam_role.subscribe.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/newsletter:1.4.2"
  memory_size   = 256
  timeout       = 10
  architectures = ["arm64"]

  environment {
    variables = {
      TABLE = aws_dynamodb_table.subscribers.name
    }
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.subscribe.function_name
  function_version = "$LATEST"
}

resource "aws_dynamodb_table" "subscribers" {
  name         = "newsletter-subscribers"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "email"

  attribute {
    name = "email"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_apigatewayv2_api" "newsletter" {
  name          = "newsletter"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "subscribe" {
  api_id                 = aws_apigatewayv2_api.newsletter.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.live.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "subscribe" {
  api_id    = aws_apigatewayv2_api.newsletter.id
  route_key = "POST /subscribers"
  target    = "integrations/${aws_apigatewayv2_integration.subscribe.id}"
}

resource "aws_lambda_permission" "subscribe" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.subscribe.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.newsletter.execution_arn}/*/*/subscribers"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.newsletter.id
  name        = "$default"
  auto_deploy = true

  lifecycle {
    ignore_changes = [deployment_id]
  }
}

resource "aws_s3_bucket" "issues" {
  bucket = "newsletter-issues-123456789012"
}

moved {
  from = aws_apigatewayv2_route.post_subscribers
  to   = aws_apigatewayv2_route.subscribe
}

check "answers" {
  assert {
    condition     = startswith(aws_apigatewayv2_stage.default.invoke_url, "https://")
    error_message = "The stage has no address."
  }
}
